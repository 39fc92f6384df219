using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>ggml_backend_dev_props</c>, 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDeviceProperties
{
    public byte* Name;
    public byte* Description;
    public nuint FreeBytes;
    public nuint TotalBytes;
    public int Type;
    public byte* DeviceId;
    public bool Asynchronous;
    public bool HostBuffer;
    public bool BufferFromHostPointer;
    public bool Events;
    public bool MemoryMapping;
}
