using LocalAI.Plugins.Bench;
using LocalAI.Plugins.Bench.Peers;
using LocalAI.Plugins.Bench.Training;

// Before anything else: the empty service must not pay for the benchmark's own libraries.
return args switch
{
    [EmptyService.Verb, .. var rest] => await EmptyService.RunAsync(rest),
    [TrainingMemory.Verb, .. var rest] => TrainingMemory.Run(rest),
    _ => await BenchCommand.RunAsync(args),
};
