using LocalAI.Plugins.Bench;
using LocalAI.Plugins.Bench.Peers;

// Before anything else: the empty service must not pay for the benchmark's own libraries.
return args is [EmptyService.Verb, .. var rest]
    ? await EmptyService.RunAsync(rest)
    : await BenchCommand.RunAsync(args);
