using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

/// <summary>A model with random weights and the Hugging Face folder that it could come from.</summary>
internal sealed class SmallModel : IDisposable
{
    private const int Tokens = 300;

    private readonly ModelFolder _folder;

    public SmallModel(ModelFamily family, bool tied = false, int rotaryFactor = 0)
    {
        _folder = ModelFolder.Random(family.ClassName, tied: tied);
        _folder.Config["model_type"] = family.Name;
        _folder.Config["tie_word_embeddings"] = tied;
        if (rotaryFactor > 0)
            _folder.Config["rope_scaling"] = new System.Text.Json.Nodes.JsonObject { ["rope_type"] = "linear", ["factor"] = rotaryFactor };
        _folder.WritePieces(Tokens);
        _folder.Write();
        Shape = new ModelShape
        {
            Family = family,
            Vocabulary = Tokens,
            Width = 64,
            Hidden = 96,
            Layers = 2,
            Heads = 4,
            KeyValueHeads = 2,
            HeadLength = 16,
            Context = 256,
            NormEpsilon = 1e-5f,
            RotaryBase = 20000,
            RotaryDivisors = rotaryFactor > 0 ? [.. Enumerable.Repeat((float)rotaryFactor, 8)] : [],
            HasAttentionBias = family.AlwaysHasAttentionBias,
            TiesOutput = tied,
        };
        using var weights = new RandomWeights(3, deviation: 0.2);
        Model = new CausalModel(Shape, weights, 64, ScalarType.Float32, CPU);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // Norms and biases that differ from element to element, or else a wrong order of theirs would not show.
        foreach (var (name, vector) in Model.Weights.Where(weight => weight.Tensor.dim() == 1))
            vector.add_(randn(vector.shape, generator: new Generator((ulong)name.Length)).mul(0.1));
    }

    public ModelShape Shape { get; }

    public CausalModel Model { get; }

    /// <summary>The folder with config.json and a sentencepiece vocabulary; its weights are others.</summary>
    public string Path => _folder.Path;

    public TrainedModel Trained => new(Model, new BaseFiles(Path)) { Adapters = Settings };

    public AdapterSettings Settings { get; } = new() { Rank = 4, Alpha = 6 };

    /// <summary>Some tokens.</summary>
    public static long[] Text { get; } = [1, 270, 5, 290, 17, 260, 261, 42, 299, 8];

    public string File(string name) => _folder.File(name);

    /// <summary>Gives layers adapters as if they had been trained.</summary>
    public SmallModel WithAdapters(AdapterKind kind, Func<Projection, bool>? where = null, int rank = 4)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator(9);
        var start = new AdapterStart(generator, CPU);
        var settings = Settings with { Rank = rank };
        foreach (var projection in Model.Projections.Where(projection => where?.Invoke(projection) != false))
        {
            projection.Adapter = kind switch
            {
                AdapterKind.Lora => LoraAdapter.Create(projection, settings, start),
                AdapterKind.Loha => LohaAdapter.Create(projection, settings, start),
                _ => LokrAdapter.Create(projection, settings, start),
            };
            foreach (var parameter in projection.Adapter.Parameters)
                parameter.Tensor.copy_(randn(parameter.Tensor.shape, generator: generator).mul(0.2));
        }
        return this;
    }

    /// <summary>The logits behind each token, one row after the other.</summary>
    public float[] Logits()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Model.Logits(States(), training: false).flatten().data<float>().ToArray();
    }

    /// <summary>[1, tokens, width].</summary>
    public Tensor States() => Model.States(tensor(Text).unsqueeze(0), training: false);

    /// <summary>What a layer behind the last token's state says of a text, from 0 to 1.</summary>
    public float Score(Tensor layer, long[] tokens)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Model.States(tensor(tokens).unsqueeze(0), training: false)[0, -1].dot(layer.flatten()).sigmoid().item<float>();
    }

    public void Dispose()
    {
        Model.Dispose();
        _folder.Dispose();
    }
}
