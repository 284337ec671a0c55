import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `tracer-setup` alone. */
export default transformWith('tracer-setup');
export const parser = 'tsx';
