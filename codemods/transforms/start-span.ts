import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `start-span` alone. */
export default transformWith('start-span');
export const parser = 'tsx';
