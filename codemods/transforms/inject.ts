import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `inject` alone. */
export default transformWith('inject');
export const parser = 'tsx';
