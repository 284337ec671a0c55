import { transformWith } from '../src/jscodeshift/transform-with';

/** For `npx jscodeshift -t node_modules/ot2otel/dist/transforms/all.js`: every rule. */
export default transformWith();
export const parser = 'tsx';
