using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// A decoder-only transformer with its weights: what predicts a text's next token. Owns its weights and adapters.
/// </summary>
internal sealed class CausalModel : IDisposable
{
    private readonly Tensor _embeddings;
    private readonly List<DecoderLayer> _layers = [];
    private readonly IReadOnlyList<EightBitWeight> _eightBits;
    private readonly RmsNorm _norm;
    private readonly Projection? _output;
    private readonly RotaryTable _rotary;

    /// <param name="shape">The sizes.</param>
    /// <param name="source">The weights.</param>
    /// <param name="tokens">The longest text that is given to it.</param>
    /// <param name="type">The type of the weights.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="inEightBits">Whether the matrices of the layers are kept in 8 bits: they cannot be trained, adapters can.</param>
    /// <exception cref="Abstractions.EngineException">A weight is missing or has another shape.</exception>
    public CausalModel(
        ModelShape shape, IWeightSource source, int tokens, ScalarType type, torch.Device device, bool inEightBits = false)
    {
        Shape = shape;
        Device = device;
        MaxTokens = tokens;
        WeightType = ComputeType = type;
        if (inEightBits)
            NativeHeap.ReturnLargeBlocks();
        var weights = new WeightReader(source, type, device) { InEightBits = inEightBits };
        try
        {
            _embeddings = weights.Take("model.embed_tokens.weight", shape.Vocabulary, shape.Width).Tensor;
            for (var layer = 0; layer < shape.Layers; layer++)
                _layers.Add(new DecoderLayer(shape, layer, weights));
            weights.InEightBits = false;
            _norm = weights.Norm("model.norm", shape.Width, shape.NormEpsilon);
            _output = shape.TiesOutput ? null : weights.Projection("lm_head", shape.Vocabulary, shape.Width, hasBias: false);
            _rotary = new RotaryTable(shape, tokens, device);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
        Weights = weights.Weights;
        _eightBits = weights.EightBits;
    }

    public ModelShape Shape { get; }

    public torch.Device Device { get; }

    /// <summary>The longest text that can be given to it, in tokens.</summary>
    public int MaxTokens { get; }

    /// <summary>The type of the weights that are not in 8 bits.</summary>
    public ScalarType WeightType { get; }

    /// <summary>
    /// In what matrices are multiplied: the type of the weights, or a smaller one (mixed precision). Then the weights, the adapters,
    /// their gradients and the sums between the layers stay in the type that they have.
    /// </summary>
    public ScalarType ComputeType { get; set; }

    /// <summary>All weights under their Hugging Face names, without adapters and without those that are kept in 8 bits.</summary>
    public IReadOnlyList<NamedTensor> Weights { get; }

    /// <summary>The linear layers, to which adapters can be added.</summary>
    public IEnumerable<Projection> Projections => _layers.SelectMany(layer => layer.Projections);

    /// <summary>Whether the backward pass computes each layer again instead of keeping what it needs.</summary>
    public bool RecomputesLayers { get; set; }

    /// <summary>The hidden states behind the last norm: [batch, tokens, width].</summary>
    /// <param name="tokens">[batch, tokens] of int64.</param>
    /// <param name="training">Whether adapters drop elements of their input.</param>
    /// <param name="positions">[batch or 1, tokens]: each token's position in its text; null for 0, 1, ….</param>
    /// <param name="visible">[batch, 1, tokens, tokens]: what each token sees; null for all before it.</param>
    /// <param name="cache">Keeps these tokens, and has those before them; null for none.</param>
    public Tensor States(
        Tensor tokens, bool training, Tensor? positions = null, Tensor? visible = null, KeyValueCache? cache = null)
    {
        var layout = new TokenLayout(_rotary, training, ComputeType) { Positions = positions, Visible = visible, Cache = cache };
        var states = _embeddings.index_select(0, tokens.flatten()).view(tokens.shape[0], tokens.shape[1], Shape.Width);
        var recomputes = RecomputesLayers && is_grad_enabled();
        if (recomputes && !states.requires_grad)
            states = states.detach().requires_grad_();
        foreach (var layer in _layers)
            states = recomputes ? RecomputedLayer.Forward(layer, states, layout) : layer.Forward(states, layout);
        return _norm.Forward(states, ComputeType);
    }

    /// <summary>What is likely to follow the states, before the softmax: [batch, tokens, vocabulary].</summary>
    public Tensor Logits(Tensor states, bool training) =>
        _output?.Forward(states, training) ?? nn.functional.linear(states, _embeddings.In(states.dtype));

    public void Dispose()
    {
        _rotary.Dispose();
        foreach (var projection in Projections)
            projection.Adapter?.Dispose();
        foreach (var weight in Weights)
            weight.Tensor.Dispose();
        foreach (var weight in _eightBits)
            weight.Dispose();
    }
}
