import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `operation-name` alone. */
export default transformWith('operation-name');
export const parser = 'tsx';
