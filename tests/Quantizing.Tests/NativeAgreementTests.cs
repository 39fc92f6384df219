using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing.Tests;

/// <summary>Our output against that of llama_model_quantize, byte for byte.</summary>
public sealed class NativeAgreementTests
{
    public static TheoryData<string> Types => [.. QuantizationType.All.Where(type => !type.NeedsImportance).Select(type => type.Name)];

    /// <summary>Those that cannot be without, and those whose mixture or values change with one.</summary>
    public static TheoryData<string> TypesWithImportance =>
        [.. QuantizationType.All.Where(type => type.NeedsImportance).Select(type => type.Name), "q4_0", "q4_k_m", "iq4_xs"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_is_what_llama_cpp_writes(string type)
    {
        using var fixture = new WorkFixture();
        var model = RandomModel.Write(fixture.Folder.File("model.gguf"));

        var ours = fixture.Write(model, type, settings => settings with { Threads = 2 });

        AssertSame(Native(model, ours, type), ours);
    }

    [Theory]
    [MemberData(nameof(TypesWithImportance))]
    public void With_an_importance_matrix_too(string type)
    {
        using var fixture = new WorkFixture();
        var model = RandomModel.Write(fixture.Folder.File("model.gguf"));
        var importance = RandomModel.WriteImportance(fixture.Folder.File("imatrix.gguf"));

        var ours = fixture.Write(model, type, settings => settings with { Importance = importance });

        AssertSame(Native(model, ours, type, importance: importance), ours);
    }

    [Theory]
    [InlineData("f16", "q8_0")]
    [InlineData("f16", "q4_k_m")]
    [InlineData("bf16", "q5_k_m")]
    [InlineData("bf16", "f32")]
    public void Half_precision_sources_are_read_as_llama_cpp_reads_them(string source, string type)
    {
        using var fixture = new WorkFixture();
        var model = RandomModel.Write(fixture.Folder.File("model.gguf"), source);

        var ours = fixture.Write(model, type);

        AssertSame(Native(model, ours, type), ours);
    }

    [Theory]
    [InlineData("q4_k_m")]
    [InlineData("mxfp4_moe")]
    public void Experts_are_quantised_as_llama_cpp_does(string type)
    {
        using var fixture = new WorkFixture();
        var model = RandomModel.Write(fixture.Folder.File("model.gguf"), experts: 4);

        var ours = fixture.Write(model, type);

        AssertSame(Native(model, ours, type), ours);
    }

    [Theory]
    [InlineData("q8_0")]
    [InlineData("q4_k_m")]
    [InlineData("q4_0")]
    [InlineData("f16")]
    public void The_story_model_whose_rows_are_too_short_for_most_blocks_too(string type)
    {
        using var fixture = new WorkFixture();
        var model = TestFiles.SharedModel("llm/stories260K-f32.gguf");

        var ours = fixture.Write(model, type);

        AssertSame(Native(model, ours, type), ours);
    }

    [Fact]
    public void The_settings_mean_what_they_mean_to_llama_cpp()
    {
        using var fixture = new WorkFixture();
        var model = RandomModel.Write(fixture.Folder.File("model.gguf"));

        var pure = fixture.Write(model, "q4_k_m", settings => settings with { Pure = true });
        AssertSame(Native(model, pure, "q4_k_m", (ref NativeQuantizeParameters p) => p.Pure = true), pure);

        var types = fixture.Write(model, "q4_0", settings => settings with
        {
            OutputTensorType = GgmlType.Find("q5_K"),
            TokenEmbeddingType = GgmlType.Float16,
        });
        AssertSame(Native(model, types, "q4_0", (ref NativeQuantizeParameters p) =>
            (p.OutputTensorType, p.TokenEmbeddingType) = (GgmlType.Find("q5_K")!.Id, GgmlType.Float16.Id)), types);

        var left = fixture.Write(model, "q8_0", settings => settings with { LeaveOutputTensor = true });
        AssertSame(Native(model, left, "q8_0", (ref NativeQuantizeParameters p) => p.QuantizeOutputTensor = false), left);

        var again = fixture.Write(left, "q4_k_s", settings => settings with { AllowRequantize = true });
        AssertSame(Native(left, again, "q4_k_s", (ref NativeQuantizeParameters p) => p.AllowRequantize = true), again);
    }

    private delegate void Change(ref NativeQuantizeParameters parameters);

    private static unsafe string Native(string model, string ours, string type, Change? change = null, string? importance = null)
    {
        NativeLibraries.Load(TestFiles.PluginFolder);
        using var arena = new NativeArena();
        var parameters = LlamaApi.llama_model_quantize_default_params();
        parameters.FileType = QuantizationType.Find(type)!.FileType;
        parameters.Threads = 1;
        if (importance is not null)
            parameters.Importance = Load(arena, importance, model);
        change?.Invoke(ref parameters);
        var native = ours + ".native";
        Assert.Equal(0u, LlamaApi.llama_model_quantize(model, native, parameters));
        return native;
    }

    private static unsafe NativeImportance* Load(NativeArena arena, string importance, string model)
    {
        var matrix = ImportanceMatrix.Read(importance);
        var tensors = GgufFile.Open(model).Tensors.Where(tensor => matrix.Find(tensor) is not null).ToList();
        var list = arena.Array<NativeImportance>(tensors.Count);
        for (var i = 0; i < tensors.Count; i++)
        {
            var values = matrix.Find(tensors[i])!;
            list[i] = new NativeImportance
            {
                Name = arena.Text(tensors[i].Name),
                Data = arena.Array<float>(values.Length),
                Length = (nuint)values.Length,
            };
            values.CopyTo(new Span<float>(list[i].Data, values.Length));
        }
        return list;
    }

    private static void AssertSame(string expected, string actual) =>
        Assert.True(File.ReadAllBytes(expected).AsSpan().SequenceEqual(File.ReadAllBytes(actual)), $"{actual} is not what llama.cpp wrote.");
}
