// The entry for `node --require @ot2otel/shim/register app.js` and `node --import @ot2otel/shim/register app.js`.
import { launch } from './launcher/launch';

launch();
