import { copyOfApp } from '../run-app/app';
import { stopPrograms } from '../run-app/program';
import { takeJourney } from './journey';
import { PACKAGE, packageDriver } from './published-package';
import { paint, say, title } from './terminal';

async function demo(): Promise<boolean> {
  title(
    'A legacy service',
    'shop: Express, two processes, HTTP headers, baggage, errors, promise chains (fixtures/apps/shop)',
  );
  const service = await takeJourney({ app: copyOfApp('shop') });
  title(
    'A published package',
    `${PACKAGE}, packed from the npm registry, in a small server of ours (scripts/demo/driver)`,
  );
  const published = await takeJourney(await packageDriver());
  return service && published;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopPrograms();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });

demo()
  .then((same) => {
    say(
      same ? paint.good('\nThe traces are the same, before and after.') : paint.bad('\nThe traces differ: see above.'),
    );
    process.exitCode = same ? 0 : 1;
  })
  .catch((error: unknown) => {
    say(paint.bad(`\n${error instanceof Error ? error.message : String(error)}`));
    process.exitCode = 1;
  })
  .finally(stopPrograms);
