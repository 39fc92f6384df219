using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

public sealed class PeftAdapterWriterTests : IDisposable
{
    private const string Query = "base_model.model.model.layers.1.self_attn.q_proj.";

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(nameof(AdapterKind.Lora), new[] { "lora_A.weight", "lora_B.weight" })]
    [InlineData(nameof(AdapterKind.Loha), new[] { "hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b" })]
    [InlineData(nameof(AdapterKind.Lokr), new[] { "lokr_w1", "lokr_w2_a", "lokr_w2_b" })]
    public void Tensors_have_the_names_and_values_that_peft_computes_the_difference_from(string kindName, string[] names)
    {
        var kind = Enum.Parse<AdapterKind>(kindName);
        using var small = new SmallModel(ModelFamily.Llama).WithAdapters(kind, rank: 3);

        var read = Write(small.Trained with { Adapters = small.Settings with { Rank = 3 } });

        Assert.Equal(14 * names.Length, read.Names.Count);
        Assert.Equal(names.Order(), OfQuery(read));
        foreach (var projection in small.Model.Projections)
        {
            // peft's formulas, from what is in the files alone.
            Tensor Of(string name) => read.Read($"base_model.model.{projection.Name}.{name}");
            var difference = kind switch
            {
                AdapterKind.Lora => Of("lora_B.weight").matmul(Of("lora_A.weight")),
                AdapterKind.Loha => Of("hada_w1_a").matmul(Of("hada_w1_b")).mul(Of("hada_w2_a").matmul(Of("hada_w2_b"))),
                _ => kron(Of("lokr_w1"), Of("lokr_w2_a").matmul(Of("lokr_w2_b"))),
            };
            var config = Config();
            var alpha = config.GetProperty(kind == AdapterKind.Lora ? "lora_alpha" : "alpha").GetDouble();
            Assert.True(projection.Adapter!.Difference().allclose(difference.mul(alpha / config.GetProperty("r").GetDouble())));
        }
    }

    [Fact]
    public void Where_factors_would_be_no_smaller_peft_keeps_the_product()
    {
        using var small = new SmallModel(ModelFamily.Llama).WithAdapters(AdapterKind.Lokr, rank: 8);

        var read = Write(small.Trained with { Adapters = small.Settings with { Rank = 8 } });

        // 64 by 64 are blocks of 8 by 8 with whole matrices from rank 4 on, and 96 by 64 of 12 by 8 from 6 on.
        var query = small.Model.Projections.First();
        Assert.Equal(["lokr_w1", "lokr_w2"], OfQuery(read));
        var difference = kron(read.Read($"base_model.model.{query.Name}.lokr_w1"), read.Read($"base_model.model.{query.Name}.lokr_w2"));
        Assert.True(query.Adapter!.Difference().allclose(difference.mul(6.0 / 8)));
        Assert.Equal(-1, Config().GetProperty("decompose_factor").GetInt32());
    }

    [Fact]
    public void The_config_names_the_layers_and_the_numbers()
    {
        using var small = new SmallModel(ModelFamily.Qwen2).WithAdapters(AdapterKind.Lora, projection =>
            projection.Name.EndsWith("q_proj", StringComparison.Ordinal) || projection.Name == "model.layers.0.mlp.up_proj");

        Write(small.Trained with { Adapters = small.Settings with { Dropout = 0.1f } });

        var config = Config();
        Assert.Equal(("LORA", "CAUSAL_LM", small.Path), (config.GetProperty("peft_type").GetString(),
            config.GetProperty("task_type").GetString(), config.GetProperty("base_model_name_or_path").GetString()));
        Assert.Equal((4, 6, 0.1f), (config.GetProperty("r").GetInt32(), config.GetProperty("lora_alpha").GetInt32(),
            config.GetProperty("lora_dropout").GetSingle()));
        Assert.Equal(["q_proj", "model.layers.0.mlp.up_proj"],
            config.GetProperty("target_modules").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void A_score_and_an_embedder_are_what_peft_expects_of_their_tasks()
    {
        using var small = new SmallModel(ModelFamily.Llama).WithAdapters(AdapterKind.Lora);

        var scores = Write(small.Trained with { Purpose = ModelPurpose.Scoring, Score = ones(1, 64) });
        Assert.Equal([1L, 64L], scores.ShapeOf("base_model.model.score.weight")!);
        Assert.Equal("SEQ_CLS", Config().GetProperty("task_type").GetString());
        Assert.Equal("score", Config().GetProperty("modules_to_save")[0].GetString());

        var embeds = Write(small.Trained with { Purpose = ModelPurpose.Embedding });
        Assert.Equal("FEATURE_EXTRACTION", Config().GetProperty("task_type").GetString());
        Assert.NotNull(embeds.ShapeOf("base_model.model.layers.1.mlp.up_proj.lora_A.weight"));
    }

    [Fact]
    public void A_model_without_adapters_is_refused()
    {
        using var small = new SmallModel(ModelFamily.Llama);

        var refusal = Assert.Throws<EngineException>(() => Write(small.Trained));

        Assert.Equal("The model has no adapters, for all of its weights were trained; export it as merged_16bit or gguf.", refusal.Message);
    }

    private static IEnumerable<string> OfQuery(SafetensorsTensors read) =>
        read.Names.Where(name => name.StartsWith(Query, StringComparison.Ordinal)).Select(name => name[Query.Length..]).Order();

    private SafetensorsTensors Write(TrainedModel trained)
    {
        PeftAdapterWriter.Write(trained, _folder.Path, TestContext.Current.CancellationToken);
        return SafetensorsTensors.Open(_folder.File("adapter_model.safetensors"));
    }

    private JsonElement Config() => JsonDocument.Parse(File.ReadAllBytes(_folder.File("adapter_config.json"))).RootElement;
}
