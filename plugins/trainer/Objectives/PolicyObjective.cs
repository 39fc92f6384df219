using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>
/// Learning from rewards: the model writes several answers to a prompt, and those that are better than the others become likelier. Each
/// answer is used once, by the model that wrote it.
/// </summary>
internal sealed class PolicyObjective : Objective
{
    private readonly TrainingTask _task;
    private readonly TrainingSettings _settings;
    private readonly IReadOnlySet<int> _ends;
    private readonly AnswerWriter _answers;
    private readonly Reference? _reference;

    /// <param name="task">What is trained; its model is as it was before training.</param>
    /// <param name="answers">Lets the model write answers.</param>
    public PolicyObjective(TrainingTask task, AnswerWriter answers)
        : base(task.Model)
    {
        (_task, _settings, _answers) = (task, task.Settings, answers);
        _ends = task.EndTokens ?? (task.Tokenizer.End is { } end ? new HashSet<int> { end } : []);
        if (_settings.Beta > 0)
            _reference = new Reference(task.Model, isWhole: _settings.Adapter is null, _settings.MaxLength);
    }

    public override int Count(Example example) => _settings.Generations;

    public override Tensor Loss(IReadOnlyList<Example> examples, Pass pass)
    {
        var answers = Write(examples, pass);
        var rewards = answers.Select((answer, i) => Score(answer.Text, examples[i / _settings.Generations], pass.Metrics)).ToArray();
        foreach (var group in rewards.Chunk(_settings.Generations))
            pass.Metrics.Add("reward_std", tensor(Advantages.Deviation(group)));
        pass.Metrics.Add("reward", tensor(rewards));
        pass.Metrics.Add("completions/mean_length", tensor(answers.Select(answer => (double)answer.Encoded.LearntCount).ToArray()));

        var batch = TokenBatch.Of([.. answers.Select(answer => answer.Encoded)], Model.Device);
        var learnt = LearntTokens.Of(Model, batch, pass.Training, _settings.Temperature);
        var reference = _reference?.LogProbabilities(batch, _settings.Temperature);
        return _settings.Method == TrainingMethod.Grpo
            ? Grouped(learnt, reference, rewards, pass.Metrics) : LeaveOneOut(learnt, reference, rewards, pass.Metrics);
    }

    protected override void Release() => _reference?.Dispose();

    /// <summary>Each token counts by how good its answer is (https://arxiv.org/abs/2402.03300, equation 3).</summary>
    private Tensor Grouped(LearntTokens learnt, Tensor? reference, double[] rewards, StepMetrics metrics)
    {
        double[] advantages = [.. rewards.Chunk(_settings.Generations).SelectMany(Advantages.Normalized)];
        var logProbabilities = learnt.LogProbabilities;
        var losses = PolicyLoss.Clipped(logProbabilities, logProbabilities.detach(), Like(advantages).index_select(0, learnt.Rows));
        if (reference is not null)
        {
            var divergence = PolicyLoss.Divergence(logProbabilities, reference);
            metrics.Add("kl", divergence);
            losses = losses.add(divergence.mul(_settings.Beta));
        }
        return (learnt with { LogProbabilities = losses }).Means.sum();

        Tensor Like(double[] values) => tensor(values).to(logProbabilities.dtype).to(logProbabilities.device);
    }

    /// <summary>Each answer counts as a whole; having moved from what the model was is taken off its reward.</summary>
    private Tensor LeaveOneOut(LearntTokens learnt, Tensor? reference, double[] rewards, StepMetrics metrics)
    {
        var sums = learnt.Sums;
        if (reference is not null)
        {
            var moved = (learnt with { LogProbabilities = learnt.LogProbabilities.detach().sub(reference) }).Sums;
            metrics.Add("kl", moved);
            var far = moved.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
            rewards = [.. rewards.Zip(far, (reward, distance) => reward - (_settings.Beta * distance))];
        }
        double[] advantages = [.. rewards.Chunk(_settings.Generations).SelectMany(Advantages.LeaveOneOut)];
        return PolicyLoss.Clipped(sums, sums.detach(), tensor(advantages).to(sums.dtype).to(sums.device)).sum();
    }

    private List<(EncodedText Encoded, string Text)> Write(IReadOnlyList<Example> examples, Pass pass)
    {
        int[][] prompts = [.. examples.SelectMany(example => Enumerable.Repeat(example.Texts[0].Tokens, _settings.Generations))];
        var settings = new GenerationSettings
        {
            MaxTokens = _settings.MaxCompletionLength,
            Temperature = (float)_settings.Temperature,
            Seed = pass.Seed.Value,
            EndTokens = _ends,
        };
        return [.. prompts.Zip(_answers(prompts, settings, pass.Cancellation), (prompt, answer) => (
            new EncodedText([.. prompt, .. answer], [.. new bool[prompt.Length], .. Enumerable.Repeat(true, answer.Count)]),
            _task.Tokenizer.Decode(answer, showsSpecial: false)))];
    }

    private double Score(string answer, Example example, StepMetrics metrics)
    {
        var sum = 0.0;
        foreach (var function in _task.Rewards)
        {
            var reward = function.Score(answer, example.Sample);
            metrics.Add($"rewards/{function.Name}/mean", tensor(reward));
            sum += reward;
        }
        return sum;
    }
}
