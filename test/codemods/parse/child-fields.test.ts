import { VISITOR_KEYS } from '@babel/types';
import test from 'ava';
import { CHILD_FIELDS } from '../../../codemods/src/parse/child-fields';

test('the fields that hold nodes are those of the parser', (t) => {
  t.deepEqual({ ...CHILD_FIELDS }, { ...VISITOR_KEYS });
});
