namespace LocalAI.Plugins.Trainer.Tests;

/// <summary>Tests of what a process has once: the random generator that dropout draws from, and the number of tensors.</summary>
[CollectionDefinition(nameof(Serial), DisableParallelization = true)]
public sealed class Serial;
