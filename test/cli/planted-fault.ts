/** A fault for tests of the command line: preloaded, it lets a service throw an error of its own. */
import { services } from '@stepthrough/services';

Object.assign(services.sqs.operations, {
  SendMessage: () => {
    throw new TypeError('planted');
  },
});
