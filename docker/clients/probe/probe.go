// Probe asks whether a program answers HTTP on a port of its own container: the health check of images without a shell.
//
//	probe 8545
//
// Any answer will do, also one that refuses: whether the node is in sync is for node-health to say.
package main

import (
	"fmt"
	"net/http"
	"os"
	"time"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "Usage: probe PORT")
		os.Exit(2)
	}
	client := http.Client{Timeout: 4 * time.Second}
	answer, err := client.Get("http://127.0.0.1:" + os.Args[1] + "/")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answer.Body.Close()
}
