namespace LocalAI.Plugins.Trainer.Training;

/// <summary>When something is done again.</summary>
internal enum Interval
{
    /// <summary>After a number of steps.</summary>
    Steps,

    /// <summary>After each epoch.</summary>
    Epoch,

    /// <summary>At no time; only, where that makes sense, at the end.</summary>
    Never,
}
