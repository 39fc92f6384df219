namespace LocalAI.Plugins.OnnxRuntime.Tests;

public class OnnxCacheTests
{
    [Theory]
    [InlineData("/there", "/xdg", "/home/me", "/there")]
    [InlineData("off", "/xdg", "/home/me", null)]
    [InlineData("Off", null, null, null)]
    [InlineData(null, "/xdg", "/home/me", "/xdg/localai-plugins/onnx")]
    [InlineData("", "/xdg", "/home/me", "/xdg/localai-plugins/onnx")]
    [InlineData(null, "relative", "/home/me", "/home/me/.cache/localai-plugins/onnx")]
    [InlineData(null, null, "/home/me", "/home/me/.cache/localai-plugins/onnx")]
    [InlineData(null, null, null, null)]
    public void Is_where_the_user_keeps_such_things_on_Unix(string? named, string? cache, string? home, string? expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another place for them");
        Assert.Equal(expected, OnnxCache.FolderOf(name => name switch
        {
            "LOCALAI_ONNX_CACHE" => named,
            "XDG_CACHE_HOME" => cache,
            "HOME" => home,
            _ => null,
        }));
    }
}
