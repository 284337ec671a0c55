import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t`: the rule `baggage` alone. */
export default transformWith('baggage');
export const parser = 'tsx';
