using Google.Protobuf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.PluginZoo.Tests;

/// <summary>What is asked of the store.</summary>
internal static class StoreRequests
{
    /// <summary>Keys of three numbers.</summary>
    public static StoresSetOptions Set(int keys)
    {
        var request = new StoresSetOptions();
        for (var i = 0; i < keys; i++)
        {
            request.Keys.Add(new StoresKey { Floats = { i, i % 7, 1 } });
            request.Values.Add(new StoresValue { Bytes = ByteString.CopyFromUtf8("value") });
        }
        return request;
    }

    /// <summary>The one nearest to an axis.</summary>
    public static StoresFindOptions Find() => new() { Key = new StoresKey { Floats = { 1, 0, 0 } }, TopK = 1 };
}
