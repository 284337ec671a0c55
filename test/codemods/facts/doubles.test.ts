import test from 'ava';
import { checkMarks } from './support';

const CODE = `const ot = require('opentracing'); exports.start = (n) => ot.globalTracer().startSpan(n);`;
const USE = `const t = require('./code'); exports.use = async () => { const span = await t.start('a'); span/*? span */.finish(); };`;

/** What a test puts in the place of `start` reaches the code that calls it, which is seen by its being renamed. */
const standsIn = (title: string, source: string) =>
  test(`knows the stand-in that comes from ${title}`, (t) => {
    const tree = { 'code.js': CODE, 'use.js': USE, 'use.test.js': `const code = require('./code');\n${source}` };
    const found = checkMarks(t, tree).files.get('use.test.js')?.standIns ?? [];
    t.deepEqual(
      found.map(({ role }) => role),
      ['span'],
    );
  });

standsIn('callsFake', `sinon.stub(code, 'start').callsFake(() => ({ finish() {} }));`);
standsIn('returns', `this.sandbox.stub(code, 'start').returns({ finish: sinon.spy() });`);
standsIn(
  'mockReturnValue',
  `const span = { finish: jest.fn() }; jest.spyOn(code, 'start').mockReturnValueOnce(span).mockReturnValue(span);`,
);
standsIn('mock.method', `t.mock.method(code, 'start', () => ({ finish() {} }));`);
standsIn('a function that is put there', `code.start = jest.fn(() => ({ finish: jest.fn() }));`);
standsIn(
  'a function that gives it later',
  `code.start = sinon.stub(); code.start.onFirstCall().returns({ finish() {} });`,
);
standsIn('mockResolvedValue', `jest.spyOn(code, 'start').mockResolvedValue({ finish() {} });`);
