namespace LocalAI.Plugins.OnnxRuntime.Tests;

public class OnnxCacheTests
{
    /// <summary>What is named, what the system says as NAME=VALUE, and the folder.</summary>
    public static TheoryData<string?, string[], string?> Folders => OperatingSystem.IsWindows()
        ? new()
        {
            { @"C:\there", [@"LOCALAPPDATA=C:\me"], @"C:\there" },
            { "off", [@"LOCALAPPDATA=C:\me"], null },
            { null, [@"LOCALAPPDATA=C:\me", @"HOME=C:\other"], @"C:\me\localai-plugins\onnx" },
            { null, [], null },
        }
        : new()
        {
            { "/there", ["XDG_CACHE_HOME=/xdg", "HOME=/home/me"], "/there" },
            { "off", ["XDG_CACHE_HOME=/xdg", "HOME=/home/me"], null },
            { "Off", [], null },
            { null, ["XDG_CACHE_HOME=/xdg", "HOME=/home/me"], "/xdg/localai-plugins/onnx" },
            { "", ["XDG_CACHE_HOME=/xdg", "HOME=/home/me"], "/xdg/localai-plugins/onnx" },
            { null, ["XDG_CACHE_HOME=relative", "HOME=/home/me"], "/home/me/.cache/localai-plugins/onnx" },
            { null, ["HOME=/home/me"], "/home/me/.cache/localai-plugins/onnx" },
            { null, [], null },
        };

    [Theory]
    [MemberData(nameof(Folders))]
    public void Is_where_the_user_keeps_such_things(string? named, string[] environment, string? expected)
    {
        var values = environment.Select(entry => entry.Split('=')).ToDictionary(entry => entry[0], entry => entry[1]);
        if (named is not null)
            values["LOCALAI_ONNX_CACHE"] = named;

        Assert.Equal(expected, OnnxCache.FolderOf(values.GetValueOrDefault));
    }
}
