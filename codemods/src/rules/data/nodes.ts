export { nodesOf } from '../../parse/nodes-of';
