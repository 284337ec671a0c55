import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `types` alone. */
export default transformWith('types');
export const parser = 'tsx';
