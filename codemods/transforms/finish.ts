import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `finish` alone. */
export default transformWith('finish');
export const parser = 'tsx';
