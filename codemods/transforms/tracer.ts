import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `tracer` alone. */
export default transformWith('tracer');
export const parser = 'tsx';
