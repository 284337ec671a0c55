import test from 'ava';
import { recordingProvider } from './sdk';

test('the recording provider keeps what it exports, on the line that is installed', async (t) => {
  const recording = recordingProvider();
  recording.provider.getTracer('test').startSpan('work').end();
  const spans = await recording.finished();
  t.deepEqual(
    spans.map((span) => span.name),
    ['work'],
  );
});
