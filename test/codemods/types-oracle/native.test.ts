import { testNative } from './native-scenarios';

testNative('7.0.2');
