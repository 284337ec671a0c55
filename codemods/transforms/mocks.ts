import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `mocks` alone. */
export default transformWith('mocks');
export const parser = 'tsx';
