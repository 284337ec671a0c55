import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `span-context` alone. */
export default transformWith('span-context');
export const parser = 'tsx';
