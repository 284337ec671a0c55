// The start that the documentation of @opentelemetry/sdk-node shows.
const { NodeSDK } = require('@opentelemetry/sdk-node');

new NodeSDK().start();
