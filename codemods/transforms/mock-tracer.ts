import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `mock-tracer` alone. */
export default transformWith('mock-tracer');
export const parser = 'tsx';
