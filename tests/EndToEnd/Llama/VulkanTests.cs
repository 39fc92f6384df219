using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>The Vulkan variant on whatever Vulkan there is; Mesa's software renderer is enough.</summary>
public class VulkanTests
{
    [Fact]
    public async Task The_vulkan_variant_tells_the_same_story_on_its_device()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Repository.Plugins, "llama-vulkan")),
            "The Vulkan variant is not built; dotnet build plugins/llama -p:Accelerator=vulkan builds it.");
        await using var host = await RunningHost.StartAsync(new HostSettings
        {
            Zoo = null,
            Environment = new Dictionary<string, string> { ["GGML_VK_VISIBLE_DEVICES"] = "0" },
        });
        var options = new ModelOptions
        {
            Model = "story",
            ModelFile = Repository.Model("llm/stories260K-f32.gguf"),
            NGPULayers = 99,
            Options = { "device:vulkan" },
        };

        var loaded = await host.TryLoadAsync(options);
        Assert.SkipWhen(loaded.Message.Contains("The device vulkan is not on this machine", StringComparison.Ordinal), loaded.Message);
        Assert.True(loaded.Success, loaded.Message);

        var reply = await host.Client.PredictAsync(
            StoryHost.Greedy("Once upon a time", 30), RunningHost.Soon());
        Assert.Equal(
            ", there was a little girl named Lily. She loved to play outside in the park. One day,", reply.Message.ToStringUtf8());
        await host.Process.Errors.WaitForAsync("on vulkan:0", TestContext.Current.CancellationToken);
    }
}
