import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `extract` alone. */
export default transformWith('extract');
export const parser = 'tsx';
