import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `method-values` alone. */
export default transformWith('method-values');
export const parser = 'tsx';
