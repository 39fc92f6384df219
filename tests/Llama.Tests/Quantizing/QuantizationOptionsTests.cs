using LocalAI.Plugins.Llama.Quantizing;
using LocalAI.Plugins.Quantizing;

namespace LocalAI.Plugins.Llama.Tests.Quantizing;

public sealed class QuantizationOptionsTests : IDisposable
{
    private readonly QuantizerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void An_option_sets_what_it_names()
    {
        Assert.Equal(1, Read(("threads", "1")).Threads);
        Assert.Equal(Environment.ProcessorCount, Read(("threads", "100000")).Threads);
        Assert.True(Read(("pure", "true")).Pure);
        Assert.True(Read(("allow_requantize", "on")).AllowRequantize);
        Assert.True(Read(("leave_output_tensor", "1")).LeaveOutputTensor);
        Assert.Equal("q5_K", Read(("output_tensor_type", "Q5_K")).OutputTensorType?.Name);
        Assert.Equal("f16", Read(("token_embedding_type", "f16")).TokenEmbeddingType?.Name);
        Assert.Equal(Path.GetFullPath("some.gguf"), Read(("imatrix", "some.gguf")).Importance);
    }

    [Fact]
    public void Without_options_llama_cpp_chooses_and_nobody_elses_option_is_minded()
    {
        var settings = Read(("unknown", "7"));

        Assert.False(settings.Pure || settings.AllowRequantize || settings.LeaveOutputTensor);
        Assert.True(settings is { OutputTensorType: null, TokenEmbeddingType: null, Importance: null });
        Assert.Equal((_fixture.Output, Path.Combine(_fixture.Output, "model-Q4_K_M.gguf")), (settings.OutputFolder, settings.OutputFile));
    }

    private QuantizationSettings Read(params (string Name, string Value)[] options) =>
        QuantizationRequestReader.Read(_fixture.Request(RandomModel.Write(_fixture.Folder.File("model.gguf")), "Q4_K_M", options));
}
