using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit ELF library and marks its need of one symbol version as weak, so that the loader takes it where the version is
/// missing (https://refspecs.linuxfoundation.org/LSB_5.0.0/LSB-Core-generic/LSB-Core-generic/symversion.html).
/// </summary>
public sealed class WeakenVersionNeed : Task
{
    private const uint VersionNeedSection = 0x6ffffffe;
    private const ushort Weak = 2;

    [Required]
    public string Source { get; set; }

    [Required]
    public string Target { get; set; }

    [Required]
    public string NeededVersion { get; set; }

    public override bool Execute()
    {
        var bytes = File.ReadAllBytes(Source);
        foreach (var entry in NeededVersions(bytes))
        {
            if (NameOf(bytes, entry.Name) == NeededVersion)
                bytes[entry.Flags] |= (byte)Weak;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Target));
        File.WriteAllBytes(Target, bytes);
        return true;
    }

    private static IEnumerable<(int Flags, int Name)> NeededVersions(byte[] elf)
    {
        var sections = (int)BitConverter.ToInt64(elf, 0x28);
        int size = BitConverter.ToUInt16(elf, 0x3a), count = BitConverter.ToUInt16(elf, 0x3c);
        for (var i = 0; i < count; i++)
        {
            var section = sections + i * size;
            if (BitConverter.ToUInt32(elf, section + 4) != VersionNeedSection)
                continue;
            var names = (int)BitConverter.ToInt64(elf, sections + BitConverter.ToInt32(elf, section + 0x28) * size + 0x18);
            var file = (int)BitConverter.ToInt64(elf, section + 0x18);
            for (var next = -1; next != 0; file += next)
            {
                var version = file + BitConverter.ToInt32(elf, file + 8);
                for (var versions = BitConverter.ToUInt16(elf, file + 2); versions > 0; versions--)
                {
                    yield return (version + 4, names + BitConverter.ToInt32(elf, version + 8));
                    version += BitConverter.ToInt32(elf, version + 12);
                }
                next = BitConverter.ToInt32(elf, file + 12);
            }
        }
    }

    private static string NameOf(byte[] elf, int at) => Encoding.ASCII.GetString(elf, at, Array.IndexOf(elf, (byte)0, at) - at);
}
