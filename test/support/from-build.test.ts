import { existsSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';

const { buildInfos } = require('./from-build.cjs') as { readonly buildInfos: readonly string[] };

test('what says that a build is newer than the sources is looked for where the compiler writes it', (t) => {
  const built = buildInfos.filter((file) => existsSync(path.dirname(file)));
  t.deepEqual(
    built.filter((file) => !existsSync(file)),
    [],
  );
});
