using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Optimizers;
using LocalAI.Plugins.Trainer.Samples;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>Looks at the settings of a training as a whole; all that cannot be honoured is said at once.</summary>
internal static class SettingsCheck
{
    private const int ShortestText = 2;

    /// <exception cref="EngineException">Some settings cannot be honoured; the message has a sentence for each.</exception>
    public static void Check(TrainingTask task)
    {
        List<string> faults = [.. Faults(task)];
        if (faults.Count > 0)
            throw new EngineException(EngineFailure.InvalidInput, string.Join(' ', faults));
    }

    private static IEnumerable<string> Faults(TrainingTask task)
    {
        var settings = task.Settings;
        var context = task.Model.Shape.Context;
        if (settings.MaxLength > context)
            yield return Text($"max_seq_length is {settings.MaxLength:N0}, but the model was made for {context:N0} tokens; lower it.");
        else if (settings.MaxLength > task.Model.MaxTokens)
            yield return Text($"max_seq_length is {settings.MaxLength:N0}, but the model was loaded for {task.Model.MaxTokens:N0} tokens.");
        if (settings.MaxLength < ShortestText)
            yield return Text($"max_seq_length is {settings.MaxLength}; set it from {ShortestText} to {context:N0}.");
        if (task.Tokenizer.Count > task.Model.Shape.Vocabulary)
        {
            yield return Text($"The tokenizer has {task.Tokenizer.Count:N0} tokens, but the model {task.Model.Shape.Vocabulary:N0}; ")
                + "use the tokenizer that belongs to the model.";
        }
        if (task.Samples.Count == 0)
            yield return "The dataset has no rows to learn from; check dataset_split and eval_split_ratio.";
        if (!(settings.LearningRate > 0 && double.IsFinite(settings.LearningRate)))
            yield return Text($"learning_rate is {settings.LearningRate}; set it above 0.");
        if (!(settings.WeightDecay >= 0))
            yield return Text($"weight_decay is {settings.WeightDecay}; set it from 0.");
        if (!(settings.MaxGradientNorm >= 0))
            yield return Text($"max_grad_norm is {settings.MaxGradientNorm}; set it from 0.");
        if (settings.WarmupSteps < 0)
            yield return Text($"warmup_steps is {settings.WarmupSteps}; set it from 0.");
        if (settings is { SaveWhen: Interval.Steps, SaveSteps: < 1 })
            yield return Text($"save_steps is {settings.SaveSteps}; set it from 1.");
        if (settings is { EvaluateWhen: Interval.Steps, EvaluateSteps: < 1 })
            yield return Text($"eval_steps is {settings.EvaluateSteps}; set it from 1.");
        if (settings.MaxSteps < 0 || (settings.MaxSteps == 0 && !(settings.Epochs is > 0 and < 1e6)))
            yield return Text($"num_epochs is {settings.Epochs} and max_steps is {settings.MaxSteps}; set one of them above 0.");
        if (settings.BatchSize < 1)
            yield return Text($"batch_size is {settings.BatchSize}; set it from 1.");
        if (settings.GradientAccumulation < 1)
            yield return Text($"gradient_accumulation_steps is {settings.GradientAccumulation}; set it from 1.");
        if (settings.AdapterSettings.Dropout is not (>= 0 and < 1))
            yield return Text($"adapter_dropout is {settings.AdapterSettings.Dropout}; set it from 0 to below 1.");
        if (settings.Adapter is null && task.Model.Projections.Any(projection => projection.IsInEightBits))
            yield return "load_in_4bit keeps matrices in 8 bits, which cannot be trained; set training_type to lora, or leave it out.";
        if (settings.Packing && settings.Method != TrainingMethod.Sft)
            yield return $"packing is for training_method sft, not {settings.Method.ToString().ToLowerInvariant()}; leave it out.";
        if (!LearningRateSchedule.Kinds.Contains(settings.Schedule))
            yield return $"lr_scheduler_type is '{settings.Schedule}'; expected one of {string.Join(", ", LearningRateSchedule.Kinds)}.";
        if (OptimizerKinds.Fault(settings.Optimizer) is { } fault)
            yield return fault;
        if (settings.Method == TrainingMethod.Dpo && !PreferenceLoss.DpoKinds.Contains(settings.LossKind))
            yield return $"loss_type is '{settings.LossKind}'; expected one of {string.Join(", ", PreferenceLoss.DpoKinds)}.";
        if (settings is { Method: TrainingMethod.Dpo or TrainingMethod.Orpo or TrainingMethod.Kto, Beta: not > 0 })
            yield return Text($"beta is {settings.Beta}; set it above 0.");
        if (settings.Method is TrainingMethod.Grpo or TrainingMethod.Rloo)
        {
            if (!(settings.Beta >= 0))
                yield return Text($"beta is {settings.Beta}; set it from 0.");
            if (settings.Generations < 2)
                yield return Text($"num_generations is {settings.Generations}; set it from 2: answers are compared with each other.");
            if (settings.MaxCompletionLength < 1 || settings.MaxCompletionLength >= settings.MaxLength)
            {
                yield return Text($"max_completion_length is {settings.MaxCompletionLength:N0}; ")
                    + Text($"set it from 1 to below max_seq_length ({settings.MaxLength:N0}), which prompts and answers share.");
            }
            if (!(settings.Temperature > 0))
                yield return Text($"temperature is {settings.Temperature}; set it above 0.");
            if (task.Rewards.Count == 0)
                yield return "reward_funcs is missing; say what answers are rewarded for.";
            foreach (var function in task.Rewards)
            {
                var missing = function.Column is { } column ? task.Samples.FirstOrDefault(row => !row.Columns.ContainsKey(column)) : null;
                if (missing is not null)
                    yield return $"The dataset's {missing.Place} has no column '{function.Column}', which '{function.Name}' needs; add it.";
            }
        }
    }

    private static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
