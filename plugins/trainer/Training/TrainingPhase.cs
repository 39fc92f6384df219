namespace LocalAI.Plugins.Trainer.Training;

/// <summary>What a training is busy with.</summary>
internal enum TrainingPhase
{
    /// <summary>The samples become tokens.</summary>
    Encoding,

    /// <summary>The model looks at them as it is before training, where the method needs that.</summary>
    Preparing,

    /// <summary>It learns.</summary>
    Training,

    /// <summary>What is kept back is evaluated.</summary>
    Evaluating,

    /// <summary>A checkpoint is written.</summary>
    Saving,
}
