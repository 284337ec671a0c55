import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `add-tags` alone. */
export default transformWith('add-tags');
export const parser = 'tsx';
