import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `constants` alone. */
export default transformWith('constants');
export const parser = 'tsx';
