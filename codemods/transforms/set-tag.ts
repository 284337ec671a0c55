import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `set-tag` alone. */
export default transformWith('set-tag');
export const parser = 'tsx';
