require('../../../other-sdk.cjs');
