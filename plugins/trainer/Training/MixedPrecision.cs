namespace LocalAI.Plugins.Trainer.Training;

/// <summary>In what the forward and backward passes compute; weights, optimizer and losses stay in single precision.</summary>
internal enum MixedPrecision
{
    /// <summary>Single precision.</summary>
    None,

    /// <summary>bfloat16.</summary>
    BFloat16,

    /// <summary>float16, with a scale that keeps small gradients.</summary>
    Float16,
}
