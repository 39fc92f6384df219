using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>
/// Learning to score answers: a new linear layer gives a number for the state of a text's last token, higher for the better of two
/// answers.
/// </summary>
internal sealed class RewardObjective : Objective
{
    /// <summary>The name of the new layer's weight, as the Hugging Face libraries call it.</summary>
    public const string HeadName = "score.weight";

    private const double Deviation = 0.02;

    private readonly Tensor _head;

    /// <param name="model">The trained model.</param>
    /// <param name="seed">Decides about what the new layer starts with.</param>
    public RewardObjective(CausalModel model, ulong seed)
        : base(model)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var start = randn([1, model.Shape.Width], generator: generator).mul(Deviation);
        _head = start.to(model.Weights[0].Tensor.dtype).to(model.Device).detach().requires_grad_()
            .MoveToOuterDisposeScope().DetachFromDisposeScope();
    }

    public override IReadOnlyList<NamedTensor> Weights => [new NamedTensor(HeadName, _head)];

    public override Tensor Loss(IReadOnlyList<Example> examples, Pass pass)
    {
        EncodedText[] texts = [.. examples.Select(example => example.Texts[0]), .. examples.Select(example => example.Texts[1])];
        var scores = Scores(texts, pass.Training);
        var (chosen, rejected) = (scores.narrow(0, 0, examples.Count), scores.narrow(0, examples.Count, examples.Count));
        RewardMetrics.Tell(pass.Metrics, chosen, rejected);
        return PreferenceLoss.Reward(chosen, rejected).sum();
    }

    protected override void Release() => _head.Dispose();

    /// <summary>[texts]: the score of each.</summary>
    public Tensor Scores(IReadOnlyList<EncodedText> texts, bool training)
    {
        var states = Model.States(TokenBatch.Of(texts, Model.Device).Tokens, training);
        var last = tensor(texts.Select(text => text.Length - 1L).ToArray()).to(Model.Device);
        return nn.functional.linear(states.index(arange(texts.Count, device: Model.Device), last).to_type(_head.dtype), _head).squeeze(1);
    }
}
