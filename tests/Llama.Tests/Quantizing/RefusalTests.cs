using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Quantizing;

/// <summary>What cannot be done: one sentence, and nothing is left behind.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly QuantizerFixture _fixture = new();

    private string Model => RandomModel.Write(_fixture.Folder.File("model.gguf"));

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("q9_9", "quantization_type is 'q9_9'; use one of f32, f16, bf16, q8_0")]
    [InlineData("../../etc/q8_0", "quantization_type is '../../etc/q8_0'")]
    [InlineData("iq2_xxs", "The type iq2_xxs needs an importance matrix")]
    public async Task A_type_that_cannot_be_made(string type, string sentence) =>
        Assert.StartsWith(sentence, await RefusedAsync(_fixture.Request(Model, type)), StringComparison.Ordinal);

    [Theory]
    [InlineData("threads", "none")]
    [InlineData("threads", "0")]
    [InlineData("pure", "perhaps")]
    [InlineData("output_tensor_type", "iq1_s")]
    [InlineData("token_embedding_type", "i8")]
    [InlineData("keep_split", "true")]
    public async Task A_malformed_option(string name, string value) =>
        Assert.StartsWith($"The extra option '{name}' is '{value}'; expected ",
            await RefusedAsync(_fixture.Request(Model, "q8_0", (name, value))), StringComparison.Ordinal);

    [Fact]
    public async Task Options_nobody_knows_are_ignored() =>
        await _fixture.CompleteAsync(_fixture.Request(Model, "q8_0", ("hf_token", "secret"), ("colour", "blue")));

    [Fact]
    public async Task A_repository_id_is_refused_because_nothing_is_downloaded()
    {
        var sentence = await RefusedAsync(_fixture.Request("meta-llama/Llama-3.2-1B", "q8_0"));
        Assert.Contains("nothing is downloaded", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_fields_are_named()
    {
        Assert.StartsWith("model is empty", await RefusedAsync(_fixture.Request("", "q8_0")), StringComparison.Ordinal);
        var request = _fixture.Request(Model, "q8_0");
        request.OutputDir = "";
        Assert.StartsWith("output_dir is empty", await RefusedAsync(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_model_onto_itself_even_by_another_name(bool byLink)
    {
        Directory.CreateDirectory(_fixture.Output);
        var model = RandomModel.Write(Path.Combine(_fixture.Output, "model-q8_0.gguf"));
        var before = File.ReadAllBytes(model);
        var link = _fixture.Folder.File("link.gguf");
        if (byLink)
            File.CreateSymbolicLink(link, model);

        var sentence = await RefusedAsync(_fixture.Request(byLink ? link : model, "q8_0"));

        Assert.Contains("is the model itself; choose another output_dir", sentence, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(model));
    }

    [Fact]
    public async Task Two_jobs_with_one_id_or_one_output()
    {
        var large = RandomModel.Write(_fixture.Folder.File("large.gguf"), experts: 16);
        var first = _fixture.Request(large, "q4_k_m");
        Assert.True((await _fixture.Quantizer.StartQuantizationAsync(first, QuantizerFixture.Cancellation)).Success);
        var second = _fixture.Request(large, "q4_k_m");
        var again = second.Clone();
        again.JobId = first.JobId;

        Assert.Equal("Job job 1 already exists", (await StartAsync(again)).Message);
        Assert.StartsWith("Job job 1 is writing ", (await StartAsync(second)).Message, StringComparison.Ordinal);

        await _fixture.Quantizer.StopQuantizationAsync(new() { JobId = first.JobId }, QuantizerFixture.Cancellation);
        Assert.Equal("Job job 1 already exists", (await StartAsync(again)).Message);
        await _fixture.CompleteAsync(second);
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be()
    {
        File.WriteAllText(_fixture.Output, "a file");
        var sentence = (await StartAsync(_fixture.Request(Model, "q8_0"))).Message;
        Assert.Contains("cannot be written into", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_without_the_space()
    {
        using var fixture = new QuantizerFixture(freeBytes: 100_000);
        var model = RandomModel.Write(fixture.Folder.File("model.gguf"));

        var sentence = await fixture.RefusalAsync(fixture.Request(model, "q8_0"));

        Assert.Matches(@"^The output needs [0-9.]+ MiB and .* has 0\.1 MiB left; make space or choose another folder\.$", sentence);
        Assert.Empty(fixture.Written);
    }

    [Fact]
    public async Task Weights_that_are_quantised_already()
    {
        var sentence = await RefusedAsync(_fixture.Request(TestFiles.SharedModel("llm/stories260K-q8_0.gguf"), "q4_0"));
        Assert.Contains("is q8_0 already", sentence, StringComparison.Ordinal);
        Assert.Contains("allow_requantize", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task Weights_that_are_no_numbers(float value)
    {
        var model = RandomModel.Write(_fixture.Folder.File("spoilt.gguf"), spoilt: value);
        Assert.Contains("holds values that are no numbers", await RefusedAsync(_fixture.Request(model, "iq4_xs")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public async Task A_file_that_is_cut_off(int bytes)
    {
        var whole = File.ReadAllBytes(Model);
        Assert.Contains("cut.gguf", await RefusedAsync(
            _fixture.Request(_fixture.Folder.Write("cut.gguf", whole[..bytes]), "q8_0")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_importance_matrix_that_is_none_or_another_models()
    {
        var model = Model;
        Assert.Contains("holds no importance matrix", await RefusedAsync(
            _fixture.Request(model, "iq2_xs", ("imatrix", model))), StringComparison.Ordinal);
        Assert.Equal(
            "nowhere.gguf: there is no such importance matrix; give the path of one in the extra option 'imatrix'.",
            await RefusedAsync(_fixture.Request(model, "iq2_xs", ("imatrix", _fixture.Folder.File("nowhere.gguf")))));
        // The older form: how many entries, then for each the length of its name, the name, and numbers.
        var older = _fixture.Folder.Write("imatrix.dat", [1, 0, 0, 0, 3, 0, 0, 0, (byte)'a', (byte)'b', (byte)'c', 1, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(
            "imatrix.dat: it is no GGUF file, and the older form of importance matrices (.dat) is not read; "
            + "make it again with llama.cpp's llama-imatrix --output-format gguf.",
            await RefusedAsync(_fixture.Request(model, "iq2_xs", ("imatrix", older))));
        var partly = RandomModel.WriteImportance(
            _fixture.Folder.File("partly.gguf"), name => !name.Contains("blk.3.attn_q", StringComparison.Ordinal));
        Assert.Contains("'blk.3.attn_q.weight' would become iq2_xs, which needs an importance matrix", await RefusedAsync(
            _fixture.Request(model, "iq2_xs", ("imatrix", partly))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_the_shapes_do_not_allow()
    {
        // Rows of 64 elements have no block of 128, and llama.cpp knows nothing to fall back to.
        var sentence = await RefusedAsync(_fixture.Request(TestFiles.SharedModel("llm/stories260K-f32.gguf"), "q1_0"));
        Assert.StartsWith("llama.cpp cannot quantise stories260K-f32.gguf to q1_0 (", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_id_without_end()
    {
        var request = _fixture.Request(Model, "q8_0");
        request.JobId = new string('x', 10_000);
        Assert.Contains("job_id has 10,000 characters", (await StartAsync(request)).Message, StringComparison.Ordinal);
    }

    private Task<QuantizationJobResult> StartAsync(QuantizationRequest request) =>
        _fixture.Quantizer.StartQuantizationAsync(request, QuantizerFixture.Cancellation);

    private async Task<string> RefusedAsync(QuantizationRequest request)
    {
        var sentence = await _fixture.RefusalAsync(request);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        return sentence;
    }
}
