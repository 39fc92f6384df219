using System.Text.Json.Nodes;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Quantizing;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

/// <summary>
/// Logits are compared with llama.cpp's on the same weights, all of them. In single precision, whose logits here reach 8, the largest
/// difference is 0.00003.
/// </summary>
public sealed class LogitsTests
{
    private const float Tolerance = 5e-5f;

    private static readonly Dictionary<string, (ModelShape Shape, string? Scaling)> Models = new()
    {
        ["llama"] = (RandomFolder.Shape(ModelFamily.Llama), null),
        ["llama, output tied"] = (RandomFolder.Shape(ModelFamily.Llama) with { TiesOutput = true }, null),
        ["llama, one head for all"] = (RandomFolder.Shape(ModelFamily.Llama) with { KeyValueHeads = 1 }, null),
        ["llama, no shared heads"] = (RandomFolder.Shape(ModelFamily.Llama) with { KeyValueHeads = 4 }, null),
        ["llama, long heads"] = (RandomFolder.Shape(ModelFamily.Llama) with { HeadLength = 24 }, null),
        ["llama, biases"] = (RandomFolder.Shape(ModelFamily.Llama) with { HasAttentionBias = true, HasOutputBias = true }, null),
        ["llama, llama3 scaling"] = (RandomFolder.Shape(ModelFamily.Llama),
            """
            {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
             "original_max_position_embeddings": 64}
            """),
        ["llama, linear scaling"] = (RandomFolder.Shape(ModelFamily.Llama), """{"type": "linear", "factor": 4.0}"""),
        ["mistral"] = (RandomFolder.Shape(ModelFamily.Mistral) with { NormEpsilon = 1e-3f }, null),
        ["qwen2"] = (RandomFolder.Shape(ModelFamily.Qwen2), null),
        ["qwen2, output tied"] = (RandomFolder.Shape(ModelFamily.Qwen2) with { TiesOutput = true }, null),
        ["qwen3"] = (RandomFolder.Shape(ModelFamily.Qwen3) with { HeadLength = 32 }, null),
        ["qwen3, output tied"] = (RandomFolder.Shape(ModelFamily.Qwen3) with { TiesOutput = true }, null),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folder_gives_the_logits_that_llama_cpp_gives_after_its_conversion(string name)
    {
        var (shape, scaling) = Models[name];
        using var scope = NewDisposeScope();
        using var folder = RandomFolder.Of(shape);
        if (scaling is not null)
            folder.Config["rope_scaling"] = JsonNode.Parse(scaling);
        folder.WritePieces(300);
        folder.Write(files: 3);
        using var converted = folder.Convert();
        using var other = new LlamaCppModel(converted.First.Path);
        var tokens = Tokens(100, 300);

        using var model = BaseModel.Load(folder.Path, 128, ScalarType.Float32, CPU);
        using var fromGguf = BaseModel.Load(converted.First.Path, 128, ScalarType.Float32, CPU);

        var expected = tensor(other.Logits(tokens)).view(tokens.Length, -1);
        AssertClose(expected, Logits(model, tokens), Tolerance);
        Assert.True(Logits(fromGguf, tokens).equal(Logits(model, tokens)).all().item<bool>());
        Assert.Equal(model.Fingerprint, fromGguf.Fingerprint);
        // What these models say changes with every token before it, so nothing is compared in vain.
        Assert.True(expected.std(0).min().item<float>() > 0.1);
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Weights_in_half_precision_are_the_same_from_both_kinds_of_files(string type)
    {
        using var scope = NewDisposeScope();
        using var folder = RandomFolder.Of(RandomFolder.Shape(ModelFamily.Llama), type);
        folder.WritePieces(300);
        folder.Write();
        using var converted = folder.Convert();

        using var model = BaseModel.Load(folder.Path, 128, ScalarType.Float32, CPU);
        using var fromGguf = BaseModel.Load(converted.First.Path, 128, ScalarType.Float32, CPU);

        Assert.All(model.Model.Weights.Zip(fromGguf.Model.Weights), pair =>
        {
            Assert.Equal(pair.First.Name, pair.Second.Name);
            Assert.True(pair.First.Tensor.equal(pair.Second.Tensor).all().item<bool>());
            var written = folder.Tensors.Single(tensor => tensor.Name == pair.First.Name);
            Assert.Equal(written.Values, pair.First.Tensor.data<float>().ToArray());
        });
        Assert.Equal(model.Fingerprint, fromGguf.Fingerprint);
    }

    /// <summary>
    /// The story model's logits reach 22, the differences are 0.00001 and 0.2: with weights in q8_0, llama.cpp rounds what they are
    /// multiplied with to 8 bits too.
    /// </summary>
    [Theory]
    [InlineData("f32", 5e-5f)]
    [InlineData("q8_0", 0.3f)]
    public void The_story_model_gives_the_logits_that_llama_cpp_gives(string type, float tolerance)
    {
        using var scope = NewDisposeScope();
        var path = TestFiles.SharedModel($"llm/stories260K-{type}.gguf");
        using var other = new LlamaCppModel(path);
        using var model = BaseModel.Load(path, 512, ScalarType.Float32, CPU);
        const string Text = "Once upon a time, there was a little girl named Lily. She loved to play in the park.";
        int[] tokens = [1, .. model.Tokenizer.Encode(Text)];

        AssertClose(tensor(other.Logits(tokens)).view(tokens.Length, -1), Logits(model, tokens), tolerance);
    }

    [Fact]
    public void A_model_in_two_files_is_that_of_one()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var whole = BaseModel.Load(TestFiles.SharedModel("llm/stories260K-f32.gguf"), 512, ScalarType.Float32, CPU);

        using var parts = BaseModel.Load(SplitStories.Write(folder.Path).First, 512, ScalarType.Float32, CPU);

        Assert.Equal(whole.Fingerprint, parts.Fingerprint);
        Assert.True(Logits(whole, [1, 400, 300]).equal(Logits(parts, [1, 400, 300])).all().item<bool>());
    }

    [Fact]
    public unsafe void Weights_in_eight_bits_are_what_ggml_makes_of_them()
    {
        using var scope = NewDisposeScope();
        var path = TestFiles.SharedModel("llm/stories260K-q8_0.gguf");
        NativeLibraries.Load(TestFiles.PluginFolder);
        using var source = SourceModel.Open(path);
        using var model = BaseModel.Load(path, 512, ScalarType.Float32, CPU);
        var stored = source.Tensors["blk.3.attn_v.weight"];
        Assert.Equal("q8_0", stored.Description.Type.Name);
        var (bytes, expected) = (new byte[stored.Description.Bytes], new float[stored.Description.Elements]);
        FileRange.Read(stored.File, bytes, stored.Position);

        fixed (byte* from = bytes)
        fixed (float* to = expected)
            GgmlApi.ggml_get_type_traits(stored.Description.Type.Id)->ToFloat(from, to, expected.Length);

        var weight = model.Model.Weights.Single(weight => weight.Name == "model.layers.3.self_attn.v_proj.weight");
        Assert.Equal(expected, weight.Tensor.data<float>().ToArray());
    }

    /// <summary>The story was checked against llama2.c's run.c, and is what the llama engine tells.</summary>
    [Fact]
    public void The_story_model_tells_the_story_that_llama_cpp_tells()
    {
        const string Prompt = "Once upon a time";
        const string Story =
            ", there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. "
            + "She wanted to play with it, but it was too high.\nLily's mom said, \"Lily, let's go to the park.\" "
            + "Lily was sad and didn't know what to do";
        using var scope = NewDisposeScope();
        using var model = BaseModel.Load(TestFiles.SharedModel("llm/stories260K-f32.gguf"), 512, ScalarType.Float32, CPU);
        int[] prompt = [model.Tokenizer.Begin!.Value, .. model.Tokenizer.Encode(Prompt)];

        var answer = new TextGenerator(model.Model).Answer(
            [prompt], new GenerationSettings { MaxTokens = 100, Temperature = 0, EndTokens = model.EndTokens },
            TestContext.Current.CancellationToken).Single();

        Assert.Equal(Prompt + Story, model.Tokenizer.Decode([.. prompt, .. answer], showsSpecial: false));
    }

    private static int[] Tokens(int count, int vocabulary)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(vocabulary))];
    }

    private static Tensor Logits(BaseModel model, int[] tokens)
    {
        using var _ = no_grad();
        var batch = tensor(tokens.Select(token => (long)token).ToArray()).unsqueeze(0);
        return model.Model.Logits(model.Model.States(batch, training: false), training: false).squeeze(0);
    }

    private static void AssertClose(Tensor expected, Tensor actual, float tolerance)
    {
        var difference = expected.sub(actual).abs().max().item<float>();
        var largest = expected.abs().max().item<float>();
        Assert.True(difference <= tolerance, $"The largest difference is {difference}, of logits up to {largest}.");
    }
}
