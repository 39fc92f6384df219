using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Tests.Choosing;

public class ModelRequestTests
{
    [Fact]
    public void Reads_plugin_and_device_from_the_options()
    {
        var request = new ModelRequest(new ModelOptions { Options = { "parallel:4", "plugin:llama-cuda", "device:cuda:1" } });

        Assert.Equal("llama-cuda", request.Plugin);
        Assert.Equal(new DeviceWish(DeviceKind.Cuda, 1), request.Device);
    }

    [Theory]
    [InlineData("device:Vulkan0")]
    [InlineData("device:")]
    [InlineData("device:CUDA0")]
    [InlineData("devices:cuda")]
    public void A_device_that_is_none_of_ours_is_left_to_the_engine(string option) =>
        Assert.Null(new ModelRequest(new ModelOptions { Options = { option } }).Device);

    [Fact]
    public void Looks_at_the_model_where_there_is_no_model_file() =>
        Assert.Equal("a.gguf", new ModelRequest(new ModelOptions { Model = "a.gguf" }).File);
}
