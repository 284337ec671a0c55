// The facts and the edits look nodes up as the rules do.
export { nodesOf } from '../../parse/nodes-of';
