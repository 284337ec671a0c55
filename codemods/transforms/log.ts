import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `log` alone. */
export default transformWith('log');
export const parser = 'tsx';
