// A copy of a ledger, audited by a program in Go: what `verify bundle` is held against.
//
//	auditor FOLDER ORIGIN PUBLIC_KEY_IN_HEXADECIMAL [read]
//
// It checks the signature of the checkpoint, hashes every entry, holds every tile against what is
// below it, and the root against the one signed. With `read` each entry is parsed as well, and its
// place, its ledger and its link to the one before are checked.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const width = 256

type hash = [sha256.Size]byte

type entry struct {
	At         string `json:"at"`
	Commitment string `json:"commitment"`
	File       string `json:"file"`
	Kind       string `json:"kind"`
	Ledger     string `json:"ledger"`
	Prev       string `json:"prev"`
	Seq        int    `json:"seq"`
	V          int    `json:"v"`
}

func main() {
	if len(os.Args) < 4 {
		fail("usage: auditor FOLDER ORIGIN PUBLIC_KEY [read]")
	}
	folder, origin := os.Args[1], os.Args[2]
	key, err := hex.DecodeString(os.Args[3])
	check(err == nil && len(key) == ed25519.PublicKeySize, "the key")
	size, signed := checkpoint(read(folder, "checkpoint"), origin, key)
	leaves := make([]hash, 0, size)
	var before hash
	for tile := 0; tile*width < size; tile++ {
		data := read(folder, path("entries", tile, size))
		for len(leaves) < size && len(leaves) < (tile+1)*width {
			check(len(data) >= 2, "the length of an entry")
			end := 2 + int(data[0])<<8 + int(data[1])
			check(len(data) >= end, "an entry cut off")
			found := leaf(data[2:end])
			if len(os.Args) > 4 {
				readEntry(data[2:end], len(leaves), origin, before)
			}
			leaves, before, data = append(leaves, found), found, data[end:]
		}
		check(len(data) == 0, "bytes behind the last entry")
	}
	check(compareTiles(folder, leaves) == signed, "the root")
	fmt.Println("sound:", size)
}

func checkpoint(note []byte, origin string, key ed25519.PublicKey) (int, hash) {
	cut := bytes.LastIndex(note, []byte("\n\n"))
	check(cut > 0, "the checkpoint")
	text := note[:cut+1]
	for _, line := range strings.Split(string(note[cut+2:]), "\n") {
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[1] != origin {
			continue
		}
		blob, err := base64.StdEncoding.Strict().DecodeString(fields[2])
		if err != nil || len(blob) != 4+ed25519.SignatureSize || !ed25519.Verify(key, text, blob[4:]) {
			continue
		}
		lines := strings.Split(string(text), "\n")
		check(len(lines) >= 4 && lines[0] == origin, "the origin")
		size, err := strconv.Atoi(lines[1])
		check(err == nil && size > 0, "the size")
		root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
		check(err == nil && len(root) == sha256.Size, "the root")
		return size, *(*hash)(root)
	}
	fail("the signature")
	return 0, hash{}
}

func readEntry(data []byte, place int, origin string, before hash) {
	var one entry
	reader := json.NewDecoder(bytes.NewReader(data))
	reader.DisallowUnknownFields()
	check(reader.Decode(&one) == nil, "an entry that cannot be read")
	check(one.V == 1 && one.Seq == place && one.Ledger == origin, "an entry in another's place")
	check(one.Prev == hex.EncodeToString(before[:]), "a link to another entry")
}

// compareTiles holds each tile against what is below it, and gives the root over all.
func compareTiles(folder string, leaves []hash) hash {
	hashes := leaves
	for level := 0; len(hashes) > 0; level++ {
		var above []hash
		for tile := 0; tile*width < len(hashes); tile++ {
			end := (tile + 1) * width
			if end > len(hashes) {
				end = len(hashes)
			}
			data := read(folder, path(strconv.Itoa(level), tile, len(hashes)))
			check(len(data) == (end-tile*width)*sha256.Size, "the size of a tile")
			for at, found := range hashes[tile*width : end] {
				check(bytes.Equal(data[at*sha256.Size:(at+1)*sha256.Size], found[:]), "a tile")
			}
			if end-tile*width == width {
				above = append(above, root(hashes[tile*width:end]))
			}
		}
		hashes = above
	}
	return root(leaves)
}

func root(hashes []hash) hash {
	hashes = append([]hash(nil), hashes...)
	for len(hashes) > 1 {
		count := len(hashes)
		for at := 0; at+1 < count; at += 2 {
			hashes[at/2] = node(hashes[at], hashes[at+1])
		}
		if count%2 == 1 { // alone at its level, and promoted to the next
			hashes[count/2] = hashes[count-1]
		}
		hashes = hashes[:(count+1)/2]
	}
	return hashes[0]
}

func leaf(data []byte) hash {
	var held [1024]byte
	return sha256.Sum256(append(held[:1], data...))
}

func node(left, right hash) hash {
	var held [1 + 2*sha256.Size]byte
	held[0] = 1
	copy(held[1:], left[:])
	copy(held[1+sha256.Size:], right[:])
	return sha256.Sum256(held[:])
}

// path is a tile's, of a level of so many hashes or entries: see C2SP tlog-tiles.
func path(level string, tile, size int) string {
	name := fmt.Sprintf("%03d", tile%1000)
	for rest := tile / 1000; rest > 0; rest /= 1000 {
		name = fmt.Sprintf("x%03d/%s", rest%1000, name)
	}
	if there := size - tile*width; there < width {
		name += fmt.Sprintf(".p/%d", there)
	}
	return filepath.Join("tile", level, name)
}

func read(folder, name string) []byte {
	data, err := os.ReadFile(filepath.Join(folder, name))
	check(err == nil, "a file that cannot be read")
	return data
}

func check(holds bool, what string) {
	if !holds {
		fail("altered: " + what)
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}
