import { testNative } from './native-scenarios';

testNative('7.1.0-beta');
