// What is said of an imported name goes with the name, and nothing else does.
import test from 'ava';
import { migrateFiles, textsOf } from '../../support/migrate-fixture';

const tracing = {
  path: 'tracing.js',
  text: "export { globalTracer, Tags } from 'opentracing';\nexport const service = 'orders';\n",
};

const use = "\nglobalTracer().startSpan('a', { tags: { [Tags.COMPONENT]: service } }).finish();\n";

function headOf(head: string): string {
  const result = migrateFiles([tracing, { path: 'a.js', text: head + use }], {});
  const text = textsOf(result)['a.js'] ?? '';
  return text.slice(0, text.search(/(?:import|const) \{ trace \}/));
}

const keeps = test.macro({
  exec: (t, before: string, after: string) => t.is(headOf(before), after),
  title: (name = '') => `comments among names: ${name}`,
});

test(
  'above and behind names that stay',
  keeps,
  "import {\n  globalTracer, // the one\n  // of others\n  Tags, // and no more\n  // who we are\n  service, // to people\n} from './tracing.js';\n",
  "import {\n  // who we are\n  service, // to people\n} from './tracing.js';\n",
);

test(
  'a name that comes to stand last, without a comma behind the last',
  keeps,
  "import {\n  service, // to people\n  globalTracer, // the one\n  Tags // and no more\n} from './tracing.js';\n",
  "import {\n  service // to people\n} from './tracing.js';\n",
);

test(
  'all on one line',
  keeps,
  "import { globalTracer /* the one */, /* who we are */ service, Tags /* and no more */ } from './tracing.js';\n",
  "import { /* who we are */ service } from './tracing.js';\n",
);

test(
  'names taken out of an object',
  keeps,
  "const {\r\n  // the one\r\n  globalTracer,\r\n  service, // to people\r\n  Tags,\r\n} = require('./tracing.js');\r\n",
  "const {\r\n  service, // to people\r\n} = require('./tracing.js');\r\n",
);
